import { readXml } from './read-xml'

export interface XmlRecord {
  name: string
  /** Text of child elements by name; the first one of each name. */
  fields: Map<string, string>
}

export interface XmlRecords {
  root: string
  /** Whether the root element is closed: a truncated list must not look complete. */
  isWhole: boolean
  records: XmlRecord[]
  /** Elements outside of records. */
  outside: Map<string, string>
}

/** Reads lists such as sitemaps and bucket listings: the named elements with their texts. @throws INVALID_INPUT */
export function xmlRecords(xml: string, names: readonly string[]): XmlRecords {
  const result: XmlRecords = { root: '', isWhole: false, records: [], outside: new Map() }
  let fields: Map<string, string> | null = null
  for (const event of readXml(xml)) {
    const isRecord = names.includes(event.name)
    if (event.type === 'open') {
      result.root ||= event.name
      if (isRecord) fields = new Map()
    } else if (isRecord) {
      result.records.push({ name: event.name, fields: fields ?? new Map() })
      fields = null
    } else if (event.name === result.root) result.isWhole = true
    else keepFirst(fields ?? result.outside, event.name, event.text)
  }
  return result
}

function keepFirst(fields: Map<string, string>, name: string, text: string): void {
  if (!fields.has(name)) fields.set(name, text)
}
