'use client'
import { makePart } from '@/components/ui/part'

/** Apart from the others, because the panels use those. */
export const phonePanels = makePart(() => import('../phone-panels').then((module) => module.PhonePanels))
