import 'server-only'
import type { Unzipped } from 'fflate'
import type { ParsedDocument } from '../parsed-document'
import { toIsoDate } from '../to-iso-date'
import { first, parseXml } from './xml'

type Properties = ParsedDocument['properties']

/** Title, author and dates from Office's docProps/core.xml. */
export function officeProperties(files: Unzipped): Properties & { title?: string } {
  const core = files['docProps/core.xml']
  if (!core) return {}
  const root = parseXml(core)
  const text = (name: string) => first(root, name)?.textContent?.trim() || undefined
  return definedProperties({
    title: text('dc:title'),
    author: text('dc:creator'),
    subject: text('dc:subject'),
    keywords: splitKeywords(text('cp:keywords')),
    created: toIsoDate(text('dcterms:created')),
    modified: toIsoDate(text('dcterms:modified')),
  })
}

export function splitKeywords(text: string | undefined): string[] | undefined {
  const words = text
    ?.split(/[,;]/)
    .map((word) => word.trim())
    .filter(Boolean)
  return words && words.length > 0 ? words.slice(0, 50) : undefined
}

export function definedProperties(properties: Record<string, Properties[string] | undefined>): Properties {
  const defined: Properties = {}
  for (const [name, value] of Object.entries(properties)) {
    if (value !== undefined && value !== '') defined[name] = typeof value === 'string' ? value.slice(0, 500) : value
  }
  return defined
}
