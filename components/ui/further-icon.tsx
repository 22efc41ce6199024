'use client'
import type { ComponentProps } from 'react'
import { makePart, usePart } from './part'

const moreIcons = makePart(() => import('./more-icon').then((module) => module.MoreIcon))

/** Its place is kept until it is here; without it the page lacks a decoration, so no more is said of a failure. */
export function FurtherIcon({ name, ...props }: ComponentProps<'svg'> & { name: string }) {
  const { Component } = usePart(moreIcons, true)
  return Component ? <Component name={name} {...props} /> : <svg {...props} />
}
