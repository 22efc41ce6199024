'use client'
import { makePart } from '@/components/ui/part'

export const gateBadge = makePart(() => import('../header/editor-gate-badge').then((module) => module.EditorGateBadge))
