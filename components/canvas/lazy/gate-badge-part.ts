'use client'
import { makePart } from '@/components/ui/part'

export const gateBadge = makePart(() => import('@/components/gates/gate-badge').then((module) => module.GateBadge))
