import 'server-only'
import path from 'node:path'
import type { Unzipped } from 'fflate'
import { all, parseXml } from './xml'

export interface Relation {
  /** Part name within the file. */
  target: string
  type: string
}

/** Relationships of an office file part, by id. External links are excluded. */
export function readRelations(files: Unzipped, part: string): Map<string, Relation> {
  const folder = path.posix.dirname(part)
  const bytes = files[`${folder}/_rels/${path.posix.basename(part)}.rels`]
  const relations = new Map<string, Relation>()
  if (!bytes) return relations
  for (const element of all(parseXml(bytes), 'Relationship')) {
    const target = element.getAttribute('Target') ?? ''
    if (element.getAttribute('TargetMode') === 'External') continue
    // Absolute names start at the root of the file.
    const resolved = target.startsWith('/') ? target.slice(1) : path.posix.normalize(`${folder}/${target}`)
    relations.set(element.getAttribute('Id') ?? '', { target: resolved, type: element.getAttribute('Type') ?? '' })
  }
  return relations
}
