"""A server for the control of the kill test: it acknowledges before it commits."""

import asyncio

from chat.rooms.holding import Receipt, Submission
from chat.rooms.intake import Intake
from tests import serving


class HastyIntake(Intake):
    async def submit(self, submission: Submission) -> Receipt:
        asyncio.get_running_loop().call_later(0.05, self._later, submission)
        return Receipt(submission.id, submission.receipt, fresh=True)

    def _later(self, submission: Submission) -> None:
        self.late = asyncio.ensure_future(super().submit(submission))


if __name__ == "__main__":
    serving.main(intake=HastyIntake)
