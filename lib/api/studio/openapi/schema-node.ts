import 'server-only'
import type { z } from 'zod'

export type SchemaNode = z.core.JSONSchema.BaseSchema
