// Servers of the tests of integrations that npm does not have: MariaDB, Redis, and Dovecot for IMAP.
import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { freePort } from '../services.mjs'
import { DOVECOT, hasDovecot, hasMariadb, hasRedis, MARIADB, REDIS } from './find-servers.mjs'

const isRoot = process.getuid?.() === 0

function temporaryFolder(name, user) {
  const folder = mkdtempSync(path.join(tmpdir(), `patchbay-${name}-`))
  chmodSync(folder, 0o755)
  if (isRoot && user) spawnSync('chown', [user, folder])
  return folder
}

/** @returns null where there is none */
export async function startMariadb() {
  if (!hasMariadb()) return null
  const folder = temporaryFolder('mariadb', 'mysql')
  const data = path.join(folder, 'data')
  const socket = path.join(folder, 'socket')
  const asUser = isRoot ? ['--user=mysql'] : []
  const setUp = spawnSync(
    'mariadb-install-db',
    ['--no-defaults', ...asUser, `--datadir=${data}`, '--auth-root-authentication-method=normal', '--skip-test-db'],
    { encoding: 'utf8' },
  )
  if (setUp.status !== 0) throw new Error(`mariadb-install-db failed: ${setUp.stdout}${setUp.stderr}`)
  const port = await freePort()
  const options = ['--no-defaults', ...asUser, `--datadir=${data}`, `--socket=${socket}`, `--port=${port}`]
  const server = spawn(
    MARIADB,
    [...options, '--bind-address=127.0.0.1', '--skip-name-resolve', '--innodb-flush-log-at-trx-commit=0'],
    { stdio: 'ignore' },
  )
  await waitForPort(port)
  const execute = (sql) => {
    const result = spawnSync('mariadb', ['--no-defaults', '-u', 'root', '-S', socket, '-e', sql], { encoding: 'utf8' })
    if (result.status !== 0) throw new Error(`MariaDB: ${result.stderr}`)
    return result.stdout
  }
  return {
    port,
    execute,
    stop: () => {
      server.kill('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A server with the users `default` and `reader`, whose password is `secret-password`. @returns null where there is none */
export async function startRedis() {
  if (!hasRedis()) return null
  const folder = temporaryFolder('redis')
  const port = await freePort()
  const users = [
    '--user default on >secret-password ~* &* +@all',
    '--user reader on >secret-password ~* resetchannels +@read +@connection',
  ]
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '']
  const server = spawn(REDIS, [...options, ...users.flatMap((user) => user.split(' '))], { stdio: 'ignore' })
  await waitForPort(port)
  return {
    port,
    execute: (...command) => {
      const options = ['-p', String(port), '-a', 'secret-password', '--no-auth-warning']
      const result = spawnSync('redis-cli', [...options, ...command], { encoding: 'utf8' })
      if (result.status !== 0) throw new Error(`Redis: ${result.stderr}`)
      return result.stdout.trim()
    },
    stop: () => {
      server.kill('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** One mailbox, `ada` with the password `secret-password`. @returns null where there is no Dovecot */
export async function startDovecot() {
  if (!hasDovecot()) return null
  const folder = temporaryFolder('dovecot')
  const port = await freePort()
  const mail = path.join(folder, 'mail')
  mkdirSync(mail, { recursive: true })
  if (isRoot) spawnSync('chown', ['-R', 'nobody', mail])
  writeFileSync(path.join(folder, 'users'), 'ada:{PLAIN}secret-password\n')
  writeFileSync(path.join(folder, 'dovecot.conf'), dovecotConfig(folder, port))
  const server = spawn(DOVECOT, ['-F', '-c', path.join(folder, 'dovecot.conf')], { stdio: 'ignore' })
  await waitForPort(port)
  return {
    port,
    stop: async () => {
      const ended = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function dovecotConfig(folder, port) {
  const user = isRoot ? 'nobody' : String(process.getuid?.())
  return `dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
base_dir = ${folder}/run
state_dir = ${folder}/run
log_path = ${folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
auth_allow_cleartext = yes
auth_mechanisms = plain login
mail_driver = maildir
mail_path = ${folder}/mail/%{user}
mail_uid = ${user}
mail_gid = nogroup
first_valid_uid = 1
passdb passwd-file {
  passwd_file_path = ${folder}/users
}
userdb static {
  fields {
    home = ${folder}/mail/%{user}
  }
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
namespace inbox {
  inbox = yes
  separator = /
  mailbox Archive {
    auto = create
  }
}
`
}

async function waitForPort(port) {
  const endMs = Date.now() + 60_000
  while (Date.now() < endMs) {
    const isOpen = await new Promise((resolve) => {
      const socket = net.connect(port, '127.0.0.1', () => {
        socket.destroy()
        resolve(true)
      })
      socket.once('error', () => resolve(false))
    })
    if (isOpen) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`Nothing listens on port ${port}.`)
}
