import { z } from 'zod'
import type { JsonObject } from '@/lib/core/json'
import { layout } from '@/lib/graph/schema/field-layout'

export const driveKinds = ['oauth'] as const
export const driveScopes = ['Files.ReadWrite'] as const

const itemField = z
  .string()
  .regex(/^[A-Za-z0-9!_.-]{5,200}$/, 'Enter the ID of a file; “Search files” shows it.')
  .meta(layout({ label: 'File ID', references: true }))

export const Item = z.object({
  id: z.string(),
  name: z.string(),
  size: z.number().default(0),
  webUrl: z.string().default(''),
  lastModifiedDateTime: z.string().default(''),
  /** Absent for folders. */
  file: z.object({ mimeType: z.string().default('') }).optional(),
})

export const toFile = ({ id, name, size, webUrl, lastModifiedDateTime, file }: z.infer<typeof Item>): JsonObject => ({
  id,
  name,
  size,
  url: webUrl,
  modifiedAt: lastModifiedDateTime,
  mediaType: file?.mimeType ?? '',
})

export const ITEM_FIELDS = 'id,name,size,webUrl,lastModifiedDateTime,file'
