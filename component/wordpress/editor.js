/** The block in the editor, without a build: its settings in the sidebar, and the element as its preview. */
((wp) => {
  const { createElement, Fragment, useEffect, useState } = wp.element;
  const { InspectorControls, useBlockProps } = wp.blockEditor;
  const { PanelBody, Placeholder, SelectControl, TextControl } = wp.components;
  const { __ } = wp.i18n;
  const { server, locale, settings } = window.portoneCheckoutEditor;

  const blockName = 'portone-checkout/checkout';

  let listing;

  /** The items that the catalog lists; none from a server that lists none, or does not answer. */
  function listItems() {
    listing ??= fetch(`${server}/api/items`)
      .then((answer) => (answer.ok ? answer.json() : { items: [] }))
      .then(({ items }) => items)
      .catch((reason) => {
        console.warn('PortOne Checkout: the server does not list its items.', reason);
        return [];
      });
    return listing;
  }

  function useItems() {
    const [items, setItems] = useState([]);
    useEffect(() => {
      if (server) void listItems().then(setItems);
    }, []);
    return items;
  }

  /**
   * @param setTyping told whether an author is about to write an id
   */
  function itemControls({ attributes: { item }, items, choose }, setTyping = () => {}) {
    const options = [
      { value: '', label: __('Another item', 'portone-checkout') },
      ...items.map(({ id, name }) => ({ value: id, label: name })),
    ];
    const isListed = items.some(({ id }) => id === item);
    return [
      items.length > 0 &&
        createElement(SelectControl, {
          key: 'listed',
          label: __('Item', 'portone-checkout'),
          value: isListed ? item : '',
          options,
          onChange: (id) => {
            // The field for an id goes away without losing its focus first.
            setTyping(false);
            choose('item')(id);
          },
        }),
      !isListed &&
        createElement(TextControl, {
          key: 'id',
          label: __('Item’s id', 'portone-checkout'),
          help: __('As the server’s catalog has it.', 'portone-checkout'),
          value: item,
          onChange: choose('item'),
          onFocus: () => setTyping(true),
          onBlur: () => setTyping(false),
        }),
    ];
  }

  function methodControl(method, methods, choose) {
    const control = {
      key: 'method',
      label: __('Payment method', 'portone-checkout'),
      value: method,
    };
    if (!methods?.length) {
      const help = __('Its id; the buyer chooses where empty.', 'portone-checkout');
      return createElement(TextControl, { ...control, help, onChange: choose('method') });
    }
    const options = [
      { value: '', label: __('The buyer chooses', 'portone-checkout') },
      ...methods.map(({ id, label }) => ({ value: id, label })),
    ];
    return createElement(SelectControl, { ...control, options, onChange: choose('method') });
  }

  function Controls(shown) {
    const { attributes, items, choose } = shown;
    const { item, quantity, method, layout } = attributes;
    const listed = items.find(({ id }) => id === item);
    return createElement(
      PanelBody,
      { title: __('Checkout', 'portone-checkout') },
      itemControls(shown),
      createElement(TextControl, {
        label: __('Quantity', 'portone-checkout'),
        help: __('The buyer chooses where empty.', 'portone-checkout'),
        type: 'number',
        min: 1,
        max: listed?.maxQuantity,
        value: quantity,
        onChange: choose('quantity'),
      }),
      methodControl(method, listed?.methods, choose),
      createElement(SelectControl, {
        label: __('Layout', 'portone-checkout'),
        value: layout,
        options: [
          { value: 'card', label: __('Card', 'portone-checkout') },
          { value: 'button', label: __('Button only', 'portone-checkout') },
        ],
        onChange: choose('layout'),
      }),
      createElement(TextControl, {
        label: __('Language', 'portone-checkout'),
        help: __('ko, en or ja; the site’s language where empty.', 'portone-checkout'),
        value: attributes.locale,
        onChange: choose('locale'),
      }),
    );
  }

  function Missing({ shown, setTyping }) {
    const { title } = wp.blocks.getBlockType(blockName);
    const instructions = server
      ? __('Choose what is sold here.', 'portone-checkout')
      : __('An administrator has to set the checkout server’s address first.', 'portone-checkout');
    return createElement(
      Placeholder,
      { icon: 'cart', label: title, instructions },
      server && itemControls(shown, setTyping),
      !server &&
        settings &&
        createElement('a', { href: settings }, __('Open the settings', 'portone-checkout')),
    );
  }

  /** The element as visitors see it. It is inert: an author selects the block, and buys nothing. */
  function Preview({ attributes }) {
    const { item, quantity, method, layout } = attributes;
    return createElement(
      'div',
      // Set by hand: what `inert` takes as a property differs between versions of React.
      { ref: (element) => element?.setAttribute('inert', '') },
      createElement('portone-checkout', {
        'item-id': item,
        bff: server,
        layout,
        ...(quantity && { quantity: Number(quantity) }),
        ...(method && { method }),
        ...((attributes.locale || locale) && { locale: attributes.locale || locale }),
      }),
    );
  }

  function Edit({ attributes, setAttributes }) {
    const items = useItems();
    const choose = (name) => (value) => setAttributes({ [name]: value });
    const shown = { attributes, items, choose };
    // The preview waits until the author has typed the whole id.
    const [isTyping, setTyping] = useState(false);
    return createElement(
      Fragment,
      null,
      createElement(InspectorControls, null, createElement(Controls, shown)),
      createElement(
        'div',
        useBlockProps(),
        server && attributes.item !== '' && !isTyping
          ? createElement(Preview, { attributes })
          : createElement(Missing, { shown, setTyping }),
      ),
    );
  }

  wp.blocks.registerBlockType(blockName, { edit: Edit, save: () => null });
})(window.wp);
