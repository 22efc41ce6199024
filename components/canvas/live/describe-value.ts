import { passagesOf } from '@/components/runs/values/passages-of'
import { formatBytes } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { Json } from '@/lib/core/json'
import { asLargeValue } from '@/lib/engine/run/large-value'

const LENGTH = 400
const LINE = 60

export interface DescribedValue {
  /** “Text”, “List”. */
  type: string
  /** “1,204 characters”, “5 items”. */
  size: string
  text: string
}

/** Short description of a value: type, size and beginning. */
export function describeValue(value: Json): DescribedValue {
  const large = asLargeValue(value)
  if (large) return { type: t('canvasRuns.typeObject'), size: formatBytes(large.bytes), text: `${large.preview}…` }
  const passages = passagesOf(value)
  if (passages)
    return {
      type: t('runs.passagesRead'),
      size: t('canvasRuns.edgeItems', { count: passages.length }),
      text: passages
        .map(({ documentName, text }, index) => `${index + 1} ${documentName}: ${firstLine(text)}`)
        .join('\n'),
    }
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 1)
  return { ...typeAndSize(value), text: text.length > LENGTH ? `${text.slice(0, LENGTH)}…` : text }
}

const firstLine = (text: string): string => text.trim().split('\n', 1)[0]?.slice(0, LINE) ?? ''

function typeAndSize(value: Json): { type: string; size: string } {
  if (typeof value === 'string')
    return { type: t('canvasRuns.typeText'), size: t('canvasRuns.edgeCharacters', { count: value.length }) }
  if (Array.isArray(value))
    return { type: t('canvasRuns.typeList'), size: t('canvasRuns.edgeItems', { count: value.length }) }
  if (typeof value === 'object' && value !== null) {
    const count = Object.keys(value).length
    return { type: t('canvasRuns.typeObject'), size: t('canvasRuns.edgeFields', { count }) }
  }
  const bytes = formatBytes(JSON.stringify(value).length)
  if (typeof value === 'number') return { type: t('canvasRuns.typeNumber'), size: bytes }
  return { type: t(value === null ? 'canvasRuns.typeNull' : 'canvasRuns.typeBoolean'), size: bytes }
}
