'use client'
import { GuideOverlay } from '../editing/guide-overlay'
import { Trail } from '../editing/trail'
import { EdgeValue } from '../live/edge-value'
import { NodeNames } from '../outline/node-names'
import { Overview } from './overview/overview'
import { ReferenceLines } from './reference-lines'

/** Layers that are not needed to see the graph. */
export function LateLayers() {
  return (
    <>
      <ReferenceLines />
      <GuideOverlay />
      <Trail />
      <Overview />
      <EdgeValue />
      <NodeNames />
    </>
  )
}
