import { existsSync } from 'node:fs'

export const MARIADB = '/usr/sbin/mariadbd'
export const REDIS = '/usr/bin/redis-server'
export const DOVECOT = '/usr/sbin/dovecot'

export const hasMariadb = () => existsSync(MARIADB)
export const hasRedis = () => existsSync(REDIS)
/** The server that speaks IMAP is a package of its own. */
export const hasDovecot = () => existsSync(DOVECOT) && existsSync('/usr/lib/dovecot/imap')

/** Packages of Debian that the tests of integrations need and this machine does not have. */
export const missingServers = () => [
  ...(hasMariadb() ? [] : ['mariadb-server']),
  ...(hasRedis() ? [] : ['redis-server']),
  ...(hasDovecot() ? [] : ['dovecot-imapd']),
]
