import { z } from 'zod'
import { MEMORY_SCOPES } from '@/lib/core/knowledge/memory-scope'
import { layout } from '@/lib/graph/schema/field-layout'

export const memoryScopeField = (label: string) =>
  z
    .enum(MEMORY_SCOPES)
    .default('app')
    .meta(
      layout({
        label,
        input: 'select',
        options: { app: 'this app', workspace: 'all apps of the workspace' },
        help: 'Apps of one workspace must use the same ids for the same end users.',
      }),
    )
