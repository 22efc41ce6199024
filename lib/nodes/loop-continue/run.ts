import 'server-only'
import { defineNode } from '@/lib/engine/node-definition'
import type { LoopContinueConfig } from './manifest'

/** The engine ends the frame with this value. */
export default defineNode<LoopContinueConfig>({ run: async ({ inputs }) => ({ value: inputs.value ?? null }) })
