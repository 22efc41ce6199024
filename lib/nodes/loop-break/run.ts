import 'server-only'
import { defineNode } from '@/lib/engine/node-definition'
import type { LoopBreakConfig } from './manifest'

/** The engine ends the frame with this value. */
export default defineNode<LoopBreakConfig>({ run: async ({ inputs }) => ({ value: inputs.value ?? null }) })
