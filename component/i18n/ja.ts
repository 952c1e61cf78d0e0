import type { Messages } from './message-types.ts';

export const ja: Messages = {
  pay: '支払う',
  payAmount: '{price}を支払う',
  opening: 'お支払い手続き中',
  again: 'もう一度支払う',
  reload: '再読み込み',
  checkAgain: '決済結果をもう一度確認',
  windowGone: '決済画面が閉じましたか? 決済結果を確認',
  quantity: '数量 {count}',
  assurance: 'PortOneで安全に決済されます。',
  loading: '商品を読み込んでいます',
  loadFailed: {
    notFound: {
      title: '商品が見つかりません',
      text: '販売が終了したか、移動した可能性があります。',
    },
    unreachable: {
      title: '商品を読み込めませんでした',
      text: 'インターネット接続を確認して、もう一度お試しください。',
    },
    refused: {
      title: '商品を読み込めませんでした',
      text: '販売者にお問い合わせください。',
    },
    other: {
      title: '商品を読み込めませんでした',
      text: 'しばらくしてから、もう一度お試しください。',
    },
  },
  paying: {
    title: '決済画面でお手続きください',
    text: 'このページを閉じずにお進みください。',
  },
  slow: {
    title: '少し時間がかかっています',
    text: '接続が遅いようです。お待ちください。',
  },
  confirming: {
    title: 'お支払いを確認しています',
    text: '二重にお支払いにならないでください。',
  },
  unconfirmed: {
    title: '決済結果を確認しています',
    text: '確認に時間がかかっています。決済済みの可能性があるため、再度お支払いにならないでください。',
  },
  scriptFailed: {
    title: '決済画面を読み込めませんでした',
    text: '接続や広告ブロックの設定を確認して、もう一度お試しください。',
  },
  framed: {
    title: '新しい画面でお支払いください',
    text: 'この画面の中では決済画面を開けません。',
  },
  openPage: '新しいウィンドウで開く',
  openBrowser: 'お支払いできない場合はブラウザで開く',
  copyAddress: 'お支払いできない場合はアドレスをコピー',
  addressCopied: 'アドレスをコピーしました。ブラウザに貼り付けてください。',
  addressNotCopied: 'コピーできませんでした。アプリのメニューからブラウザで開いてください。',
  busy: {
    title: '別のお支払いが進行中です',
    text: '先にそちらを完了してください。しばらくしてもう一度押すと、中止してこの商品を支払えます。',
  },
  pressAgain: {
    title: 'お支払いの準備ができました',
    text: 'もう一度ボタンを押して、決済画面を開いてください。',
  },
  windowBlocked: {
    title: '決済画面が開きませんでした',
    text: 'ポップアップがブロックされた場合は、許可してからもう一度お支払いください。',
  },
  offline: {
    title: 'インターネットに接続されていません',
    text: '接続してからもう一度お試しください。請求は発生していません。',
  },
  orderFailed: {
    title: '注文を作成できませんでした',
    text: 'しばらくしてから、もう一度お試しください。',
  },
  quantityUnavailable: {
    title: 'この数量は注文できません',
    text: '数量を変更してください。',
  },

  orderNumber: '注文番号',
  receipt: '領収書',
  receiptOpen: '領収書を見る',
  paid: { title: 'お支払いが完了しました', text: 'ご購入ありがとうございます。' },
  cancelled: {
    title: 'お支払いをキャンセルしました',
    text: '請求は発生していません。いつでも改めてお支払いいただけます。',
  },
  processing: {
    title: 'お支払いを処理しています',
    text: '結果が出るとこの画面に表示されます。再度お支払いにならないでください。',
  },
  notYetConfirmed: '決済結果を確認しています。確認が終わるまで、再度お支払いにならないでください。',
  askTheShop: {
    title: 'お支払いを確認できませんでした',
    text: '再度お支払いにならず、注文番号を添えて販売者にお問い合わせください。',
  },
  failed: {
    DECLINED: {
      title: '決済が承認されませんでした',
      text: '別のカードや支払い方法をお使いになるか、カード会社にお問い合わせください。',
    },
    INSUFFICIENT_FUNDS: {
      title: '残高が不足しています',
      text: 'チャージしてからもう一度支払うか、別の支払い方法をお使いください。',
    },
    LIMIT_EXCEEDED: {
      title: '利用限度額を超えています',
      text: '別のカードや支払い方法をお使いください。',
    },
    INVALID_CARD: {
      title: 'カード情報をご確認ください',
      text: 'カード番号、有効期限、セキュリティコードを確認するか、別のカードをお使いください。',
    },
    AUTHENTICATION_FAILED: {
      title: '本人認証に失敗しました',
      text: 'パスワードや認証情報をご確認ください。ロックされた場合は、カード会社にお問い合わせください。',
    },
    EXPIRED_OR_TIMEOUT: {
      title: 'お支払いの時間が過ぎました',
      text: '請求は発生していません。最初からやり直してください。',
    },
    DUPLICATE: {
      title: 'すでに支払い済みの可能性があります',
      text: '再度お支払いになる前に、販売者にご確認ください。',
    },
    PG_UNAVAILABLE: {
      title: '決済会社から応答がありません',
      text: 'メンテナンス中の可能性があります。時間をおいてお試しになるか、別の支払い方法をお使いください。',
    },
    MERCHANT_CONFIG: {
      title: '現在この支払い方法はご利用いただけません',
      text: '別の支払い方法をお使いになるか、販売者にお問い合わせください。',
    },
    INVALID_REQUEST: {
      title: 'お支払いを開始できませんでした',
      text: '請求は発生していません。販売者にお問い合わせください。',
    },
    UNKNOWN: {
      title: 'お支払いが完了しませんでした',
      text: 'しばらくしてからもう一度お試しになるか、別の支払い方法をお使いください。',
    },
  },

  issued: {
    title: 'ご入金をお待ちしています',
    text: '下記の口座にお振り込みください。入金はこの画面で確認できます。',
  },
  expired: {
    title: '振込期限が過ぎました',
    text: 'この口座には振り込まないでください。最初からやり直すことができます。',
  },
  elsewhere: {
    title: '別のブラウザで始めたご注文がお振込み待ちです',
    text: '口座はご注文の画面でご覧いただけます。',
  },
  ordered: '注文商品',
  notes: {
    open: 'お支払い中のご注文があります。',
    waits: 'お振込み待ちのご注文があります。',
    paid: '先ほどお支払いになったご注文があります。',
  },
  show: '見る',
  forgetHere: 'このブラウザから削除',
  bank: '銀行',
  accountNumber: '口座番号',
  holder: '口座名義',
  amountDue: 'お振込金額',
  dueAt: '振込期限',
  copy: 'コピー',
  copyDone: 'コピー済',
  copied: '口座番号をコピーしました',
  notCopied: 'コピーできませんでした。口座番号を長押ししてコピーしてください。',
  banks: {
    BANK_OF_KOREA: '韓国銀行',
    KDB: '韓国産業銀行',
    IBK: 'IBK企業銀行',
    KOOKMIN: 'KB国民銀行',
    SUHYUP: '水協銀行',
    NONGHYUP: 'NH農協銀行',
    LOCAL_NONGHYUP: '地域農協',
    WOORI: 'ウリィ銀行',
    STANDARD_CHARTERED: 'SC第一銀行',
    CITI: '韓国シティ銀行',
    DAEGU: 'iMバンク(大邱銀行)',
    BUSAN: '釜山銀行',
    KWANGJU: '光州銀行',
    JEJU: '済州銀行',
    JEONBUK: '全北銀行',
    KYONGNAM: '慶南銀行',
    KFCC: 'セマウル金庫',
    SHINHYUP: '信用協同組合',
    SAVINGS_BANK: '貯蓄銀行',
    POST: '韓国郵便局',
    HANA: 'ハナ銀行',
    SHINHAN: '新韓銀行',
    K_BANK: 'ケイバンク',
    KAKAO: 'カカオバンク',
    TOSS: 'トスバンク',
  },

  methods: '支払い方法',
  pieces: '数量',
  fewer: '数量を減らす',
  more: '数量を増やす',
  buyer: 'ご注文者',
  fields: {
    fullName: 'お名前',
    firstName: '名',
    lastName: '姓',
    firstNameKana: 'メイ(カタカナ)',
    lastNameKana: 'セイ(カタカナ)',
    phoneNumber: '携帯電話番号',
    email: 'メールアドレス',
  },
  fieldMissing: {
    fullName: 'お名前を入力してください。',
    firstName: '名を入力してください。',
    lastName: '姓を入力してください。',
    firstNameKana: '名をカタカナで入力してください。',
    lastNameKana: '姓をカタカナで入力してください。',
    phoneNumber: '携帯電話番号を入力してください。',
    email: 'メールアドレスを入力してください。',
  },
  fieldWrong: {
    fullName: 'お名前をご確認ください。',
    firstName: '名をご確認ください。',
    lastName: '姓をご確認ください。',
    firstNameKana: '名をカタカナで入力してください。',
    lastNameKana: '姓をカタカナで入力してください。',
    phoneNumber: '090-1234-5678のように入力してください。',
    email: 'name@example.comのように入力してください。',
  },
  detailsRefused: {
    title: '入力内容をご確認ください',
    text: '印の付いた項目を修正して、もう一度お支払いください。',
  },
};
