import { expect, test } from 'vitest';
import { createTurns } from './turns.ts';

/** Works that end when told to, and the order they began in. */
function works() {
  const began: string[] = [];
  const ends = new Map<string, () => void>();
  const work = (name: string) => () => {
    began.push(name);
    return new Promise<string>((resolve) => ends.set(name, () => resolve(name)));
  };
  return { began, work, end: (name: string) => ends.get(name)?.() };
}

test('a caller’s works run few at a time, the others in the order they came', async () => {
  const { began, work, end } = works();
  const inTurn = createTurns({ running: 2, waiting: 2 });
  const answers = ['a', 'b', 'c', 'd'].map((name) => inTurn('ada', work(name)));
  expect(began).toEqual(['a', 'b']);
  end('b');
  expect(await answers[1]).toBe('b');
  await expect.poll(() => began).toEqual(['a', 'b', 'c']);
  end('a');
  await expect.poll(() => began).toEqual(['a', 'b', 'c', 'd']);
  end('c');
  end('d');
  expect(await Promise.all(answers)).toEqual(['a', 'b', 'c', 'd']);
});

test('one too many is refused, and only that one', async () => {
  const { began, work, end } = works();
  const inTurn = createTurns({ running: 1, waiting: 1 });
  const answers = [inTurn('ada', work('a')), inTurn('ada', work('b'))];
  await expect(inTurn('ada', work('c'))).rejects.toMatchObject({ code: 'RATE_LIMITED', retryAfterSeconds: 5 });
  const other = inTurn('bob', work('x'));
  expect(began).toEqual(['a', 'x']);
  end('x');
  end('a');
  await expect.poll(() => began).toContain('b');
  end('b');
  expect(await Promise.all([...answers, other])).toEqual(['a', 'b', 'x']);
});

test('a failed work gives its turn up too', async () => {
  const inTurn = createTurns({ running: 1, waiting: 5 });
  const failing = inTurn('ada', () => Promise.reject(new Error('no')));
  const next = inTurn('ada', async () => 'yes');
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('yes');
});
