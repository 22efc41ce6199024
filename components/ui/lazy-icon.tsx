'use client'
import type { ComponentProps } from 'react'
import { makeLoadable, useLoadable } from './part'

const moreIcons = makeLoadable(() => import('./more-icon').then((module) => module.MoreIcon))

/** Keeps its space until loaded. Icons are decorative, so a failure is not reported. */
export function LazyIcon({ name, ...props }: ComponentProps<'svg'> & { name: string }) {
  const { value: Component } = useLoadable(moreIcons, true)
  return Component ? <Component name={name} {...props} /> : <svg {...props} />
}
