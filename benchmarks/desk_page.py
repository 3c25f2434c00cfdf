"""What a page says of its own frames and tasks while somebody works on it."""

from dataclasses import dataclass
from typing import Self

from playwright.sync_api import Page

from benchmarks.submissions import percentile

LATE, LATE_SHARE, LONGEST = 50.0, 0.01, 100.0  # milliseconds, of all frames, milliseconds
# Frames are the browser's own beats. A task is whatever keeps the page from answering for 50 ms or
# more, by whom is told for frames that took as long: each script that ran in it, and how much of
# its time went into styles and layout that it forced.
RECORD = """() => {
  const figures = window.figures = { frames: [], tasks: [], scripts: [] };
  let last = 0;
  const beat = (at) => {
    if (last) figures.frames.push(at - last);
    last = at;
    requestAnimationFrame(beat);
  };
  requestAnimationFrame(beat);
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) figures.tasks.push(duration);
  }).observe({ type: "longtask" });
  new PerformanceObserver((list) => {
    for (const one of list.getEntries().flatMap(({ scripts }) => scripts)) {
      const { duration, sourceURL: url, invoker, forcedStyleAndLayoutDuration: forced } = one;
      figures.scripts.push({ duration, url, invoker, forced });
    }
  }).observe({ type: "long-animation-frame" });
}"""


@dataclass(frozen=True, slots=True)
class Figures:
    """The frames and tasks of one round, in milliseconds."""

    frames: list[float]
    tasks: list[float]
    scripts: list[dict[str, float | str]]
    kept_off: float  # of the time, its main thread was kept off its core by others

    @classmethod
    def of(cls, page: Page, kept_off: float) -> Self:
        page.wait_for_timeout(300)  # observers are told a little later
        found = page.evaluate("() => window.figures")
        return cls(**found, kept_off=kept_off)

    @property
    def late(self) -> float:
        """The share of frames that came late."""
        return sum(one > LATE for one in self.frames) / len(self.frames)

    @property
    def longest_task(self) -> float:
        return max(self.tasks, default=0.0)

    @property
    def slowest(self) -> dict[str, float | str]:
        """Of all scripts in long frames, the one that took longest."""
        return max(self.scripts, key=lambda one: float(one["duration"]), default={})

    @property
    def culprit(self) -> str:
        """The file of the slowest script."""
        return str(self.slowest.get("url", "")).rpartition("/")[2]

    @property
    def met(self) -> bool:
        return self.late <= LATE_SHARE and self.longest_task <= LONGEST

    @property
    def words(self) -> dict[str, object]:
        return {
            "frames": len(self.frames),
            "frames over 50 ms": f"{self.late:.2%}",
            "frame p99 ms": round(percentile(self.frames, 0.99), 1),
            "longest frame ms": round(max(self.frames), 1),
            "tasks over 50 ms": len(self.tasks),
            "longest task ms": round(self.longest_task, 1),
            "slowest script": {
                key: round(value, 1) if isinstance(value, float) else value
                for key, value in self.slowest.items()
            },
            "kept off its core": f"{self.kept_off:.1%}",
            "goal": f"<= {LATE_SHARE:.0%} of frames over {LATE:.0f} ms, no task over {LONGEST:.0f}",
            "verdict": "pass" if self.met else "fail",
        }
