'use client'
import { useEffect, useState } from 'react'
import { LazyPart } from '@/components/ui/lazy-part'
import { whenIdle } from '@/components/ui/when-idle'
import { starts } from '../lazy/parts'

const NO_PROPS = {}

/** What starts the app is loaded after the graph is drawn. */
export function StartsWhenIdle() {
  const [isIdle, setIdle] = useState(false)
  useEffect(() => whenIdle(() => setIdle(true)), [])
  return isIdle ? <LazyPart part={starts} props={NO_PROPS} /> : null
}
