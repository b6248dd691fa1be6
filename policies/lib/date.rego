# METADATA
# title: Dates
# description: |
#   Days of the Gregorian calendar as texts, which compare like the days that they stand for. WebAssembly has no
#   built-ins for time.
# related_resources:
#   - https://howardhinnant.github.io/date_algorithms.html
package policies.lib.date

# METADATA
# description: The day, as in 2026-11-22 (UTC), on which a moment from 1970 on lies, given in seconds since then.
of(seconds) := $"{_year(days)}-{_padded(_month(days))}-{_padded(_day(days))}" if {
	# From the first of March of year 0 on, so that a leap day is the last of its year.
	days := floor(seconds / 86400) + 719468
}

# Eras are the 400 years after which the calendar repeats itself.
_era(days) := floor(days / 146097)

_day_of_era(days) := days - (_era(days) * 146097)

_year_of_era(days) := floor((((day - floor(day / 1460)) + floor(day / 36524)) - floor(day / 146096)) / 365) if {
	day := _day_of_era(days)
}

_day_of_year(days) := _day_of_era(days) - (((365 * year) + floor(year / 4)) - floor(year / 100)) if {
	year := _year_of_era(days)
}

_months_from_march(days) := floor(((5 * _day_of_year(days)) + 2) / 153)

_day(days) := (_day_of_year(days) - floor(((153 * _months_from_march(days)) + 2) / 5)) + 1

_month(days) := _months_from_march(days) + 3 if _months_from_march(days) < 10

_month(days) := _months_from_march(days) - 9 if _months_from_march(days) >= 10

_year(days) := _year_of_era(days) + (_era(days) * 400) if _month(days) > 2

_year(days) := (_year_of_era(days) + (_era(days) * 400)) + 1 if _month(days) <= 2

_padded(number) := $"0{number}" if number < 10

_padded(number) := $"{number}" if number >= 10
