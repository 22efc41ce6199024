'use client'
import type { ComponentProps } from 'react'
import { makePart, usePart } from './part'

const moreIcons = makePart(() => import('./more-icon').then((module) => module.MoreIcon))

/** Keeps its space until loaded. Icons are decorative, so a failure is not reported. */
export function LazyIcon({ name, ...props }: ComponentProps<'svg'> & { name: string }) {
  const { Component } = usePart(moreIcons, true)
  return Component ? <Component name={name} {...props} /> : <svg {...props} />
}
