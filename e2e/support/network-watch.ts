import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

export interface NetworkWatch {
  /** Command prefix: the system's tracer, if available. */
  wrapper: string[]
  nodeArguments: string[]
  hasTracer: boolean
  /** Every `host port` or name that the process has accessed since the start. */
  seen(): string[]
  /** Accesses after an earlier `seen()`. */
  since(before: readonly string[]): string[]
}

/** Watches a server from inside, by Node's calls, and from outside, by system calls. */
export function watchNetwork(): NetworkWatch {
  const folder = mkdtempSync(path.join(tmpdir(), 'patchbay-watch-'))
  const recorder = pathToFileURL(path.resolve('e2e/support/network-recorder.mjs'))
  const file = path.join(folder, 'node.log')
  recorder.searchParams.set('file', file)
  const hasTracer = canTrace()
  const seen = () => [...fromNode(file), ...fromKernel(folder)]
  return {
    hasTracer,
    // -D: the server stays our own child; --seccomp-bpf: only the traced calls are slowed down.
    wrapper: hasTracer
      ? ['strace', '-D', '-ff', '--seccomp-bpf', '-e', 'trace=connect', '-o', path.join(folder, 'kernel')]
      : [],
    nodeArguments: ['--import', recorder.href],
    seen,
    since: (before) => {
      // The two records have no common order, so earlier entries are counted and subtracted.
      const known = [...before]
      return seen().filter((to) => {
        const index = known.indexOf(to)
        if (index >= 0) known.splice(index, 1)
        return index < 0
      })
    },
  }
}

function canTrace(): boolean {
  try {
    execFileSync('strace', ['-f', '--seccomp-bpf', '-e', 'trace=connect', '-o', '/dev/null', 'true'])
    return true
  } catch {
    return false
  }
}

function fromNode(file: string): string[] {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
  return lines.flatMap((line) => /^(?:connect|lookup|datagram) (.+)$/.exec(line)?.[1] ?? [])
}

const KERNEL = /sin6?_port=htons\((\d+)\).*?(?:inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)")/

function fromKernel(folder: string): string[] {
  const lines = readdirSync(folder)
    .filter((name) => name.startsWith('kernel'))
    .flatMap((name) => readFileSync(path.join(folder, name), 'utf8').split('\n'))
  return lines.flatMap((line) => {
    const [, port, four, six] = KERNEL.exec(line) ?? []
    return port === undefined ? [] : [`${four ?? six} ${port}`]
  })
}
