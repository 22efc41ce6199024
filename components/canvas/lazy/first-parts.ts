'use client'
import { makeFirstPart } from '@/components/ui/part'

// Shown first, but after the graph. Only large graphs have edges without details.
export const emptyCanvas = makeFirstPart(() => import('../flow/empty-canvas').then((module) => module.EmptyCanvas))
export const farEdges = makeFirstPart(() => import('../flow/far/far-edges').then((module) => module.FarEdges))
export const lateLayers = makeFirstPart(() => import('../flow/late-layers').then((module) => module.LateLayers))
