'use client'
import { makeFirstPart } from '@/components/ui/part'

// Shown first, but hydrated after the canvas.
export const emptyCanvas = makeFirstPart(() => import('../flow/empty-canvas').then((module) => module.EmptyCanvas))
export const lateLayers = makeFirstPart(() => import('../flow/late-layers').then((module) => module.LateLayers))
