import { type RefObject, useEffect, useState } from 'react';
import classes from './pivot-table.module.css';

interface Tip {
  text: string;
  left: number;
  top: number;
}

const SHOW_AFTER_MS = 250;

/** The full figure of the cell under the pointer or the keyboard; one for the whole table, so that cells stay light. */
export function CellTip({ scrollRef }: { scrollRef: RefObject<HTMLDivElement | null> }) {
  const [tip, setTip] = useState<Tip | null>(null);
  useEffect(() => {
    const scroll = scrollRef.current;
    if (!scroll) return;
    let timer = 0;
    const hide = () => {
      window.clearTimeout(timer);
      setTip(null);
    };
    const show = (event: Event) => {
      hide();
      if (event instanceof PointerEvent && event.pointerType !== 'mouse') return;
      const cell = event.target instanceof Element ? event.target.closest('td[data-row]') : null;
      const text = cell?.getAttribute('aria-description');
      if (!cell || !text || (event.type === 'focusin' && !cell.matches(':focus-visible'))) return;
      timer = window.setTimeout(() => {
        if (!cell.isConnected) return;
        const { left, bottom, top } = cell.getBoundingClientRect();
        const isLow = bottom + 40 > window.innerHeight;
        setTip({
          text,
          left: Math.max(8, Math.min(left, window.innerWidth - 360)),
          top: isLow ? top - 30 : bottom + 4,
        });
      }, SHOW_AFTER_MS);
    };
    const controller = new AbortController();
    const options = { signal: controller.signal, passive: true };
    scroll.addEventListener('pointerover', show, options);
    scroll.addEventListener('focusin', show, options);
    for (const type of ['pointerleave', 'pointerdown', 'focusout', 'scroll', 'keydown']) {
      scroll.addEventListener(type, hide, options);
    }
    return () => {
      controller.abort();
      window.clearTimeout(timer);
    };
  }, [scrollRef]);
  if (!tip) return null;
  return (
    <div className={`${classes.tip} numeric`} style={{ left: tip.left, top: tip.top }} aria-hidden>
      {tip.text}
    </div>
  );
}
