'use client'
import { makePart } from '@/components/ui/part'

// Separate from the other lazy parts because the node settings show it.
export const lastRun = makePart(() => import('../inspector/last-run').then((module) => module.LastRun))
