/** Texts whose contrast to the page is below 4.5 (WCAG 2.1, 1.4.3), or that are smaller than 11 pixels. */
export const FAINT_TEXT = `(() => {
  const luminance = (color) => {
    const [r, g, b] = color.match(/[0-9.]+/g).map((value) => Number(value) / 255)
      .map((value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const backOf = (element) => {
    for (let at = element; at !== null; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      if (color !== 'rgba(0, 0, 0, 0)') return color;
    }
    return 'rgb(255, 255, 255)';
  };
  return [...document.querySelectorAll('body *')]
    .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== ''))
    .filter((element) => {
      const style = getComputedStyle(element);
      const [a, b] = [luminance(style.color), luminance(backOf(element))].sort((x, y) => y - x);
      return (a + 0.05) / (b + 0.05) < 4.5 || parseFloat(style.fontSize) < 11;
    })
    .map((element) => element.textContent.slice(0, 40));
})()`;
