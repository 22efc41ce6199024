'use client'
import { makePart } from '@/components/ui/part'

/** The panels import the other parts, so that this one in the same file would create an import cycle. */
export const phonePanels = makePart(() => import('../phone-panels').then((module) => module.PhonePanels))
