"""Write the table of public holidays that dates are resolved by.

Source: the State Council's yearly notices on days off, as kept by the package ``chinesecalendar`` (MIT licence);
install it where this runs, it is not needed afterwards. Days off that an adjacent weekend adds are part of the
notices only from 2014 on, as that package has them.

    python scripts/build_public_holidays.py
"""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

from chinese_calendar import constants

TARGET = Path(__file__).resolve().parents[1] / "src/extract/lexicons/dates/public_holidays.csv"
KEYS = {
    "New Year's Day": "new_year",
    "Spring Festival": "spring",
    "Tomb-sweeping Day": "qingming",
    "Labour Day": "labour",
    "Dragon Boat Festival": "dragon_boat",
    "Mid-autumn Festival": "mid_autumn",
    "National Day": "national",
}


def announced_days() -> list[tuple[int, str, dt.date, dt.date]]:
    """Year, key, first and last day off of every announced holiday, in order."""
    days: dict[tuple[int, str], list[dt.date]] = {}
    for day, name in constants.holidays.items():
        if name in KEYS:
            # A day off in December for New Year belongs to the year that begins.
            year = day.year + (name == "New Year's Day" and day.month == 12)
            days.setdefault((year, KEYS[name]), []).append(day)
    return sorted((year, key, min(found), max(found)) for (year, key), found in days.items())


def main() -> None:
    with TARGET.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["year", "key", "date_from", "date_to"])
        writer.writerows(
            [year, key, first.isoformat(), last.isoformat()] for year, key, first, last in announced_days()
        )


if __name__ == "__main__":
    main()
