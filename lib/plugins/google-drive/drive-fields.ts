import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'

export const driveKinds = ['oauth', 'service-account'] as const
export const driveScopes = ['https://www.googleapis.com/auth/drive'] as const

export const fileField = z
  .string()
  .regex(/^[\w-]{10,100}$/, 'Paste the ID from the address of the file.')
  .meta(layout({ label: 'File ID', references: true, help: 'The part of its address after /d/.' }))
