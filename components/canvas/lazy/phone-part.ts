'use client'
import { makePart } from '@/components/ui/part'

/** In a file of its own, because the panels use the other parts. */
export const phonePanels = makePart(() => import('../phone-panels').then((module) => module.PhonePanels))
