import { existsSync } from 'node:fs'

export const MARIADB = '/usr/sbin/mariadbd'
export const DOVECOT = '/usr/sbin/dovecot'

export const hasMariadb = () => existsSync(MARIADB)
/** The server that speaks IMAP is a package of its own. */
export const hasDovecot = () => existsSync(DOVECOT) && existsSync('/usr/lib/dovecot/imap')

/** Packages of Debian that the tests of integrations need and this machine does not have. */
export const missingServers = () => [
  ...(hasMariadb() ? [] : ['mariadb-server']),
  ...(hasDovecot() ? [] : ['dovecot-imapd']),
]
