import type { Json } from '@/lib/core/json'
import { textOf } from './fields'
import { maskSecrets } from './mask-secrets'
import type { ImportedSetting } from './report'
import { trackReads } from './track-reads'

/** A setting of a file before it is known whether something reads it. */
interface Setting {
  at: string
  /** As the tracked view names it. */
  read: string
  path: string
  value: string
}

const MAX_SHOWN = 200
/** A larger file is reported without the rest of its settings, so that its report stays readable. */
const MAX_SETTINGS = 20_000

interface Options {
  /** The path as the builder names it; null for a value that is not a setting. */
  nameOf?: (path: string, value: Json) => string | null
}

/** The settings of the nodes of a file, and which of them the import has read. */
export class Settings {
  private readonly found = new Map<string, Setting>()
  private readonly reads = new Set<string>()

  /** @returns a view of the value that records each setting that is read */
  track<T extends Json>(at: string, value: T, { nameOf = (path) => path }: Options = {}): T {
    for (const [read, leaf] of leavesOf(value)) {
      const path = nameOf(read, leaf)
      const key = `${at} ${path}`
      if (path === null || this.found.size >= MAX_SETTINGS) continue
      this.found.set(key, { at, read, path, value: String(leaf).slice(0, MAX_SHOWN) })
    }
    return this.view(at, value)
  }

  /** A view of settings that were listed in another form. */
  view<T extends Json>(at: string, value: T): T {
    return trackReads(value, (path) => void this.reads.add(`${at} ${path}`))
  }

  /** Each setting once. A placeholder keeps all that it has. */
  rows(isPlaceholder: (at: string) => boolean, isNoted: (at: string, setting: Setting) => boolean): ImportedSetting[] {
    return [...this.found.values()].map((setting) => {
      const { at, read, path, value } = setting
      const isRead = isPlaceholder(at) || this.reads.has(`${at} ${read}`)
      const status = isRead ? (isNoted(at, setting) ? 'approximated' : 'kept') : 'dropped'
      return { at, path, value: textOf(maskSecrets(value, path.split('.').at(-1))), status }
    })
  }
}

/** Values that are neither empty nor off, which are the defaults of every builder. */
function* leavesOf(value: Json, path = ''): Generator<[path: string, value: string | number | true]> {
  if (typeof value === 'object' && value !== null) {
    for (const [key, child] of Object.entries(value)) yield* leavesOf(child, path === '' ? key : `${path}.${key}`)
    return
  }
  if (value !== null && value !== false && value !== '') yield [path, value]
}
