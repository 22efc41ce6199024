'use client'
import { useEffect, useMemo, useState } from 'react'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import type { RunEvent } from '@/lib/engine/events'
import type { RunState } from '@/lib/engine/state/run-state'
import { useEditor } from '../state/editor-context'
import { createTimeline } from './timeline'

export interface Moments {
  /** Number of events so far. */
  at: number
  length: number
  state: RunState
  isPlaying: boolean
  goTo(at: number): void
  play(isPlaying: boolean): void
}

/** Maximum duration of playback; short runs play at a readable pace. */
const PLAY_MS = 20_000
const SLOWEST_MS = 500
const FASTEST_MS = 40
const ADDRESS_DELAY_MS = 300

/** The current position: shown on the canvas, kept in the address, and moved manually or by playback. */
export function useMoments(events: readonly RunEvent[]): Moments {
  const { run } = useEditor()
  const timeline = useMemo(() => createTimeline(events), [events])
  const [address, setAddress] = useUrlState('at')
  // Null follows the end of the run.
  const [selected, setSelected] = useState<number | null>(() => momentIn(address))
  const [isPlaying, setIsPlaying] = useState(false)
  const { length } = timeline
  const moment = Math.min(selected ?? length, length)
  const state = useMemo(() => timeline.at(moment), [timeline, moment])
  const goTo = (next: number) => setSelected(next >= length ? null : Math.max(0, next))
  useEffect(() => {
    const [record] = run.getState().runs
    if (record) run.getState().patch(record.key, { run: state, isActive: moment < length })
  }, [run, state, moment, length])
  useEffect(() => {
    const timer = setTimeout(() => setAddress(selected === null ? '' : String(selected)), ADDRESS_DELAY_MS)
    return () => clearTimeout(timer)
  }, [selected, setAddress])
  useEffect(() => {
    if (!isPlaying) return
    const pause = Math.min(SLOWEST_MS, Math.max(FASTEST_MS, PLAY_MS / Math.max(1, length)))
    const timer = setTimeout(() => {
      if (moment + 1 >= length) setIsPlaying(false)
      setSelected(moment + 1 >= length ? null : moment + 1)
    }, pause)
    return () => clearTimeout(timer)
  }, [isPlaying, moment, length])
  return {
    at: moment,
    length,
    state,
    isPlaying,
    goTo: (next) => {
      setIsPlaying(false)
      goTo(next)
    },
    play: (next) => {
      // Playback at the end starts from the beginning.
      if (next && moment >= length) setSelected(0)
      setIsPlaying(next)
    },
  }
}

function momentIn(address: string): number | null {
  const moment = Number(address)
  return address !== '' && Number.isInteger(moment) && moment >= 0 ? moment : null
}
