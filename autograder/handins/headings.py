"""What class lists call their columns: Canvas's exports, Moodle's in its languages, and lists made by hand."""

import re
import unicodedata
from collections.abc import Sequence

# Each as `plain_heading` writes it: no accents, no signs.
_HEADINGS = {
    "student": ["student"],
    "name": ["full name", "display name", "vollstandiger name", "nom complet", "nombre completo", "nome completo", "volledige naam",
             "fullstandigt namn", "fulde navn", "fullt navn", "imie i nazwisko", "cele jmeno", "teljes nev", "полное имя", "姓名", "氏名"],
    "first": ["first name", "firstname", "first names", "given name", "vorname", "vornamen", "prenom", "nombre s", "nombres", "voornaam",
              "fornamn", "fornavn", "imie", "krestni jmeno", "keresztnev", "имя", "名"],
    "last": ["last name", "lastname", "surname", "family name", "nachname", "familienname", "nom de famille", "apellido s", "apellidos",
             "apellido", "cognome", "sobrenome", "apelido", "apelidos", "achternaam", "efternamn", "efternavn", "etternavn", "nazwisko",
             "prijmeni", "vezeteknev", "фамилия", "姓"],
    "canvas_id": ["canvas id", "canvas user id"],
    "sis_user_id": ["sis user id", "user id"],
    "login": ["sis login id", "username", "login", "login id", "user name", "anmeldename", "benutzername", "nom d utilisateur",
              "nombre de usuario", "nome utente", "nome de usuario", "nome de utilizador", "gebruikersnaam", "anvandarnamn",
              "brugernavn", "brukernavn", "nazwa uzytkownika", "uzivatelske jmeno", "felhasznalonev", "логин"],
    "section": ["section", "sections", "groups", "gruppen", "groupes", "grupos", "gruppi", "groepen"],
    "group": ["group name"],
    "email": ["email address", "email", "e mail", "mail", "e mail address", "e mail adresse", "email adresse", "mailadresse",
              "adresse de courriel", "adresse e mail", "adresse email", "courriel", "direccion de correo",
              "direccion de correo electronico", "correo electronico", "correo", "direccion email", "indirizzo email",
              "indirizzo e mail", "indirizzo di posta elettronica", "endereco de email", "endereco de e mail",
              "endereco eletronico", "e mailadres", "emailadres", "e postadress", "e mailadresse", "e postadresse", "adres e mail",
              "e mailova adresa", "e mail cim", "адрес электронной почты"],
    "id_number": ["id number", "idnumber", "id nummer", "matrikelnummer", "matriculation number", "student id", "student number",
                  "numero d identification", "numero de id", "numero de identificacion", "codice identificativo", "matricola",
                  "numero de identificacao", "numer id", "studentnummer", "学号", "學號", "学籍番号"],
    "participant": ["identifier", "identifikator", "identificador", "identificativo", "identifiant", "identificatie", "identyfikator", "識別碼"],
}  # fmt: skip
# A whole name; or the one of the two that the list has not elsewhere.
_NAMES = ("name", "nom", "nombre", "nome", "naam", "namn", "navn", "jmeno")


def plain_heading(text: str) -> str:
    """A heading in small letters without accents and signs."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(
        re.findall(r"\w+", "".join(c for c in letters if not unicodedata.combining(c)).replace("_", " "))
    )


def columns_of(header: Sequence[str]) -> dict[str, int]:
    """Field of a Person -> column, for the cells of a class list's first line.

    In Canvas's export `Student` is the name and `ID` Canvas's own number.
    """
    header = [plain_heading(cell) for cell in header]
    has_sis = any(cell.startswith("sis ") for cell in header)
    if has_sis or ("id" in header and "section" in header):
        header = [{"student": "full name", "id": "canvas id"}.get(cell, cell) for cell in header]
    found: dict[str, int] = {}
    for field, names in _HEADINGS.items():
        place = next((header.index(name) for name in names if name in header), None)
        if place is not None:
            found[field] = place
    place = next((header.index(name) for name in _NAMES if name in header), None)
    if place is not None:
        found.setdefault("last" if "first" in found else "first" if "last" in found else "name", place)
    return found
