"""The passwords of the tests, one for each service: of letters that nothing else has, and of what a URL must encode."""
import urllib.parse

USER = 'orders'
PASSWORDS = {'postgres': 'Zq8v/Xw@Hf', 'redis': 'Kj7h/Yb@Rg', 'rabbitmq': 'Wd5n/Gt@Lc'}
TOKEN = 'Rm4xTqVb9sLk2wPz7cNd'


def encoded(text):
    return urllib.parse.quote(text, safe='')


# What must not be found in anything that the service writes or shows.
HIDDEN = [form.encode() for secret in (*PASSWORDS.values(), TOKEN) for form in {secret, encoded(secret)}]
