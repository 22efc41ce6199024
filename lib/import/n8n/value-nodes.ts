import type { JsonObject } from '@/lib/core/json'
import { objectOf, textOf } from '../fields'
import type { NodeReader } from './language-nodes'
import type { N8nNode } from './n8n-file'
import type { N8nReader } from './n8n-reader'

const UNITS = new Set(['years', 'quarters', 'months', 'weeks', 'days', 'hours', 'minutes', 'seconds', 'milliseconds'])
const unitOf = (value: unknown): string => {
  const name = textOf(value).replace(/s?$/, 's')
  return UNITS.has(name) ? name : 'days'
}

/** The default names of results, by operation. */
const RESULTS: Readonly<Record<string, string>> = {
  getCurrentDate: 'currentDate',
  addToDate: 'newDate',
  subtractFromDate: 'newDate',
  formatDate: 'formattedDate',
  getTimeBetweenDates: 'timeDifference',
  roundDate: 'roundedDate',
  extractDate: 'datePart',
}

const PARTS: Readonly<Record<string, string>> = {
  year: 'yyyy',
  month: 'L',
  week: 'W',
  day: 'd',
  hour: 'H',
  minute: 'm',
  second: 's',
}

interface Reading {
  settings: JsonObject
  date?: unknown
  other?: unknown
}

function readingOf({ parameters, typeVersion }: N8nNode): Reading | null {
  const {
    operation,
    action,
    magnitude,
    date,
    duration,
    timeUnit,
    format,
    customFormat,
    value,
    toFormat,
    startDate,
    endDate,
  } = parameters
  const zone = textOf(objectOf(parameters.options).timezone)
  const common = /^[\w/+-]{1,60}$/.test(zone) ? { zone } : {}
  const older = action === 'calculate' ? action : 'formatDate'
  const kind = typeVersion < 2 ? older : textOf(operation) || 'getCurrentDate'
  const amount = Number(textOf(duration))
  switch (kind) {
    case 'getCurrentDate':
      return {
        settings: {
          ...common,
          operation: 'now',
          ...(parameters.includeTime === false ? { format: 'yyyy-MM-dd' } : {}),
        },
      }
    case 'addToDate':
    case 'subtractFromDate': {
      const signed = kind === 'addToDate' ? amount : -amount
      return { settings: { ...common, operation: 'add', amount: signed, unit: unitOf(timeUnit) }, date: magnitude }
    }
    case 'calculate': {
      const signed = operation === 'subtract' ? -amount : amount
      return { settings: { ...common, operation: 'add', amount: signed, unit: unitOf(timeUnit) }, date: value }
    }
    case 'formatDate': {
      const form = [format === 'custom' ? customFormat : format, toFormat].map(textOf).find(Boolean) ?? ''
      return { settings: { ...common, operation: 'format', format: form.slice(0, 100) }, date: date ?? value }
    }
    case 'getTimeBetweenDates': {
      const [unit] = Array.isArray(parameters.units) ? parameters.units : []
      return { settings: { ...common, operation: 'difference', unit: unitOf(unit) }, date: startDate, other: endDate }
    }
    case 'roundDate':
      return { settings: { ...common, operation: 'start', unit: unitOf(parameters.toNearest) }, date }
    case 'extractDate': {
      const part = PARTS[textOf(parameters.part)] ?? 'L'
      return { settings: { ...common, operation: 'format', format: part }, date }
    }
    default:
      return null
  }
}

export const dateTime: NodeReader = (node, reader) => {
  const { outputFieldName, dataPropertyName, operation } = node.parameters
  const reading = readingOf(node)
  if (!reading) {
    reader.flow.missing({ ...reader.place(node), data: node.parameters }, node.type)
    reader.items.set(node.name, reader.itemOfObject([node.name, 'item']))
    return
  }
  const selector = (value: unknown, name: string): JsonObject =>
    value === undefined ? {} : { [name]: reader.selector(value, node, name) ?? [] }
  const { settings, date, other } = reading
  reader.flow.step({
    ...reader.place(node),
    type: 'date',
    data: { settings, ...selector(date, 'date'), ...selector(other, 'other') },
  })
  const key =
    textOf(outputFieldName) || textOf(dataPropertyName) || RESULTS[textOf(operation) || 'getCurrentDate'] || 'data'
  const arriving = reader.arriving(node)
  const own = reader.itemOfFields(node, { [key]: [node.name, 'text'] })
  reader.items.set(node.name, { ...own, at: (path) => own.at(path) ?? arriving?.at(path) ?? null })
}

/** Either extracts values from HTML, or fills values into an HTML template. */
export const html: NodeReader = (node, reader) => {
  const { operation, dataPropertyName, html: template, sourceData } = node.parameters
  const kind = textOf(operation) || 'generateHtmlTemplate'
  if (kind === 'generateHtmlTemplate') {
    reader.flow.step({ ...reader.place(node), type: 'text', data: { text: reader.text(template, node) } })
    reader.items.set(node.name, reader.itemOfFields(node, { html: [node.name, 'text'] }))
    return
  }
  const text = textPart(textOf(dataPropertyName) || 'data', node, reader)
  if (kind !== 'extractHtmlContent' || !text) {
    reader.flow.missing({ ...reader.place(node), data: node.parameters }, node.type)
    reader.items.set(node.name, reader.itemOfObject([node.name, 'item']))
    return
  }
  if (sourceData === 'binary') reader.flow.note(node.name, 'files', 'binary')
  const rows = reader.list(node, 'extractionValues', 'values')
  const fields = rows.map(({ key, cssSelector, returnValue, attribute, returnArray }, index) => {
    const take = textOf(returnValue) || 'text'
    return {
      name: `value${index + 1}`,
      selector: textOf(cssSelector),
      attribute: textOf(attribute) || 'value',
      take: take === 'html' ? 'html' : take === 'text' ? 'text' : 'attribute',
      all: returnArray === true,
      key: textOf(key),
    }
  })
  const names = Object.fromEntries(fields.map(({ key, name }) => [key, [node.name, 'values', name]]))
  reader.flow.step({
    ...reader.place(node),
    type: 'extract',
    data: { text, fields: fields.map(({ key: _, ...field }) => field) },
  })
  reader.items.set(node.name, reader.itemOfFields(node, names))
}

/** The HTML of an item: its field, or the whole text of a page. */
function textPart(field: string, node: N8nNode, reader: N8nReader): string[] | null {
  const arriving = reader.arriving(node)
  return arriving?.raw?.() ?? arriving?.at(field.split('.')) ?? null
}
