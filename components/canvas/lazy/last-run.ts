'use client'
import { makePart } from '@/components/ui/part'

// Apart from the other parts: the node's settings, which are one of them, show it.
export const lastRun = makePart(() => import('../inspector/last-run').then((module) => module.LastRun))
