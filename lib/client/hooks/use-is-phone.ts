import { useMediaQuery } from './use-media-query'

/** Whether the screen is narrower than Tailwind's breakpoint `md`. */
export function useIsPhone(): boolean {
  return useMediaQuery('(width < 48rem)')
}
