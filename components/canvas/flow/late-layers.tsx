'use client'
import { NodeNames } from '../outline/node-names'
import { Overview } from './overview/overview'

/** Layers that are not needed to see the graph. */
export function LateLayers() {
  return (
    <>
      <Overview />
      <NodeNames />
    </>
  )
}
