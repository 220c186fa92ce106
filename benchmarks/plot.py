"""`python -m benchmarks.plot FIGURES.json PICTURE.svg`: draws what "plot" in the figures says.

{"kind": "bars", "title", "unit", "bars": [{"label", "value", "low", "high"}]} or
{"kind": "lines", "title", "unit", "across", "lines": [{"label", "points": [[x, y], …]}]}
"""

import json
import sys
from typing import Any

import matplotlib
from matplotlib import pyplot

OURS, THEIRS = "#1b6ca8", "#9aa5ae"
Plot = dict[str, Any]


def draw(plot: Plot, file: str) -> None:
    matplotlib.use("svg")
    matplotlib.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "wara", "font.family": "sans-serif"})
    figure, axes = pyplot.subplots(figsize=(8, 1.2 + 0.45 * max(len(plot.get("bars", ())), 6)))
    {"bars": bars, "lines": lines}[plot["kind"]](plot, axes)
    axes.set_title(plot["title"], loc="left", fontsize=11)
    axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(file, metadata={"Date": None})


def bars(plot: Plot, axes: Any) -> None:
    rows = plot["bars"][::-1]
    values = [row["value"] for row in rows]
    spread = [[row["value"] - row["low"] for row in rows], [row["high"] - row["value"] for row in rows]]
    colours = [OURS if row["label"].startswith("wara") else THEIRS for row in rows]
    drawn = axes.barh(
        [row["label"] for row in rows], values, xerr=spread, color=colours, ecolor="#444", height=0.6
    )
    axes.bar_label(drawn, [f"{value:,.0f}" if value >= 10 else f"{value:.2f}" for value in values], padding=6)
    axes.set_xlabel(plot["unit"])
    axes.margins(x=0.12)


def lines(plot: Plot, axes: Any) -> None:
    for line in plot["lines"]:
        across, up = zip(*line["points"], strict=True)
        axes.plot(across, up, marker="o", label=line["label"])
    axes.set_xscale("log")
    axes.set_xlabel(plot["across"])
    axes.set_ylabel(plot["unit"])
    axes.set_ylim(bottom=0)
    axes.legend(frameon=False)


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as figures:
        draw(json.load(figures)["plot"], sys.argv[2])
