import { type RefObject, useEffect } from 'react'

/** Sets attributes for the sides with more scrollable content, used by the class `fade-sides`. */
export function useScrollFade(box: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = box.current
    if (!element) return
    const update = () => {
      const { scrollLeft, scrollWidth, clientWidth } = element
      element.toggleAttribute('data-more-before', scrollLeft > 1)
      element.toggleAttribute('data-more-after', scrollLeft + clientWidth < scrollWidth - 1)
    }
    update()
    const sizes = new ResizeObserver(update)
    for (const watched of [element, ...element.children]) sizes.observe(watched)
    element.addEventListener('scroll', update, { passive: true })
    return () => {
      sizes.disconnect()
      element.removeEventListener('scroll', update)
    }
  }, [box])
}
