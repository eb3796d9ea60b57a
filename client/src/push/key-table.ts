const SMALLEST = 1 << 16;

/**
 * Numbers the keys it sees: 64-bit hashes in typed arrays, 8 bytes of hash and 4 of number per place, so that a
 * million keys cost some 25 MB. Two keys of one hash are taken for one; among a million the chance is 3 in 100 million.
 */
export class KeyTable {
  #capacity = SMALLEST;
  #high = new Uint32Array(SMALLEST);
  #low = new Uint32Array(SMALLEST);
  /** The key's number plus one; 0 is a free place. */
  #numbers = new Uint32Array(SMALLEST);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The key's number, from 0 in order of first sight. Equal to the size before when the key is new. */
  add(key: string): number {
    if (this.#size * 2 >= this.#capacity) this.#grow();
    const [high, low] = hashOf(key);
    const place = this.#placeOf(high, low);
    const number = this.#numbers[place] ?? 0;
    if (number > 0) return number - 1;
    this.#put(place, high, low, this.#size + 1);
    this.#size += 1;
    return this.#size - 1;
  }

  has(key: string): boolean {
    const [high, low] = hashOf(key);
    return (this.#numbers[this.#placeOf(high, low)] ?? 0) > 0;
  }

  #placeOf(high: number, low: number): number {
    let place = low & (this.#capacity - 1);
    while (this.#numbers[place] && (this.#high[place] !== high || this.#low[place] !== low)) {
      place = (place + 1) & (this.#capacity - 1);
    }
    return place;
  }

  #put(place: number, high: number, low: number, number: number): void {
    this.#high[place] = high;
    this.#low[place] = low;
    this.#numbers[place] = number;
  }

  #grow(): void {
    const [high, low, numbers] = [this.#high, this.#low, this.#numbers];
    this.#capacity *= 2;
    this.#high = new Uint32Array(this.#capacity);
    this.#low = new Uint32Array(this.#capacity);
    this.#numbers = new Uint32Array(this.#capacity);
    for (let place = 0; place < numbers.length; place += 1) {
      const number = numbers[place];
      if (!number) continue;
      const [h, l] = [high[place] ?? 0, low[place] ?? 0];
      this.#put(this.#placeOf(h, l), h, l, number);
    }
  }
}

/** Two 32-bit multiply-and-rotate hashes over the key's code units, finished as MurmurHash3 does. */
function hashOf(key: string): [high: number, low: number] {
  let a = 0x9e3779b9;
  let b = 0x85ebca6b;
  for (let index = 0; index < key.length; index += 1) {
    const unit = key.charCodeAt(index);
    a = Math.imul(a ^ unit, 0xcc9e2d51);
    a = (a << 15) | (a >>> 17);
    b = Math.imul(b ^ unit, 0x1b873593);
    b = (b << 13) | (b >>> 19);
  }
  return [finished(a ^ key.length, b), finished(b ^ key.length, a)];
}

function finished(hash: number, other: number): number {
  let mixed = hash ^ Math.imul(other, 0x2545f491);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
