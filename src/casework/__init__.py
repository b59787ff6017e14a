from casework.days.calendar import Calendar
from casework.days.uk import uk_calendar
from casework.days.receipt import receipt_day
from casework.days.reckoning import reckon
