import { z } from 'zod'
import type { JsonObject } from '@/lib/core/json'

export const driveKinds = ['oauth'] as const
export const driveScopes = ['Files.ReadWrite'] as const

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
