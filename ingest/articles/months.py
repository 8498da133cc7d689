"""Names of months, and the words that stand round a date, in the languages that bylines are read in.

Full names and the short forms in print; a name means the same month in every language that has it.
"""

_NAMES = (
    "jan january janvier janv januar jänner enero ene gennaio gen janeiro januari",
    "feb february février févr februar febrero febbraio fevereiro fev februari",
    "mar march mars märz maerz marzo março maart mrt",
    "apr april avril avr abril abr aprile",
    "may mai mayo maggio maio mei",
    "jun june juin juni junio giugno junho",
    "jul july juillet juil juli julio luglio julho",
    "aug august août aout agosto ago augustus",
    "sep sept september septembre septiembre settembre setembro",
    "oct october octobre okt oktober octubre ottobre outubro",
    "nov november novembre noviembre novembro",
    "dec december décembre déc dez dezember diciembre dic dicembre dezembro",
)
MONTHS = {name: number for number, names in enumerate(_NAMES, start=1) for name in names.split()}

FILLER_WORDS = (
    "at|on|the|local|time|hrs?|hours|à|um|uhr|alle|ore|a|las|klo|le|am|el|il|em|op|om|de|den"
    "|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    "|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag"
    "|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
)
"""As a pattern: words that say nothing more when they stand beside a day or a clock time."""
