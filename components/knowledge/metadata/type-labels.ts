import type { MessageKey } from '@/lib/client/messages/t'
import type { MetadataType } from '@/lib/core/knowledge/document-metadata'

export const TYPE_LABELS = {
  text: 'indexing.typeText',
  number: 'indexing.typeNumber',
  date: 'indexing.typeDate',
  boolean: 'indexing.typeBoolean',
  list: 'indexing.typeList',
} as const satisfies Record<MetadataType, MessageKey>
