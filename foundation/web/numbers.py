"""Numbers in addresses: small enough for any database, or there is nothing at that address."""

from starlette.convertors import IntegerConvertor, register_url_convertor


class Number(IntegerConvertor):
    """`{id:number}`: up to nine digits, so that none overflows a column of 32 bits."""

    regex = "[0-9]{1,9}"


register_url_convertor("number", Number())
