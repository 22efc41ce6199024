'use client'
import { makeFirstPart } from '@/components/ui/part'

// Shown first, but hydrated after the canvas.
export const emptyCanvas = makeFirstPart(() => import('../flow/empty-canvas').then((module) => module.EmptyCanvas))
export const nodeNames = makeFirstPart(() => import('../outline/node-names').then((module) => module.NodeNames))
export const overview = makeFirstPart(() => import('../flow/overview/overview').then((module) => module.Overview))
