import 'server-only'
import path from 'node:path'
import type { Unzipped } from 'fflate'
import { all, parseXml } from './xml'

export interface Relation {
  /** Name of the part within the file. */
  target: string
  type: string
}

/** What a part of an office file refers to, by the ids that it uses. Links to the outside are left out. */
export function readRelations(files: Unzipped, part: string): Map<string, Relation> {
  const folder = path.posix.dirname(part)
  const bytes = files[`${folder}/_rels/${path.posix.basename(part)}.rels`]
  const relations = new Map<string, Relation>()
  if (!bytes) return relations
  for (const element of all(parseXml(bytes), 'Relationship')) {
    const target = element.getAttribute('Target') ?? ''
    if (element.getAttribute('TargetMode') === 'External') continue
    // Absolute names begin at the file's root.
    const resolved = target.startsWith('/') ? target.slice(1) : path.posix.normalize(`${folder}/${target}`)
    relations.set(element.getAttribute('Id') ?? '', { target: resolved, type: element.getAttribute('Type') ?? '' })
  }
  return relations
}
