import { Anchor, type AnchorProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { ReactNode, Ref } from 'react';

interface PlainAnchorProps extends Omit<AnchorProps, 'href'> {
  ref?: Ref<HTMLAnchorElement>;
  children?: ReactNode;
}

function PlainAnchor(props: PlainAnchorProps) {
  return <Anchor fz="sm" {...props} />;
}

/** A link within running text or a fact, typed by the routes. */
export const TextLink = createLink(PlainAnchor);
