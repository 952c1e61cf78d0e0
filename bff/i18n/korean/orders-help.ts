import type { Sentence } from '../translate.ts';

/** What `orders --help` says. */
export const usages: readonly Sentence[] = [
  [
    `Usage: npm run --silent orders -- <command> [--json]

  list [--status STATUS] [--since TIME] [--limit N]
      The newest orders, 20 unless told. STATUS is one of
      {statuses}.
      TIME is 90m, 24h or 7d ago, or a time such as 2026-11-24 or 2026-11-24T09:00+09:00;
      times without a zone are UTC.
  show <paymentId>
      The order, its payment, and the events that were sent.
  held
      Payments that a person has to look at, with the evidence: held orders, and
      money without an order.
  release <paymentId> [--note TEXT] [--by NAME]
      Takes a held payment as it stands: the order is fulfilled. Money without an
      order is marked as seen.
  redeliver <event id> | <paymentId> | --dead | --unsent
      Sends events again: one, all of a payment, all that were given up, or all
      that were written while no receiver was configured.
  stock
      Of each shelf, an item or a combination that is counted: how many there are
      by the catalog, sold, held by orders that are not paid, and left.
  sales --csv [--tz ZONE] [--from DATE] [--to DATE]
      What was sold, to whom, where to, with what was refunded: a file for Excel.
      DATE is such as 2026-11-24, the day of the payment in the ZONE, both days
      included; ZONE is such as Asia/Seoul, UTC unless told.
  forget <paymentId>
      Erases what is kept of the buyer: name, phone, e-mail, address, fields.

DATABASE_URL is the server's. --json prints the same for machines.
Exit code: 0, 1 where it could not be done, 2 where the command is not understood.`,
    `사용법: npm run --silent orders -- <명령> [--json]

  list [--status 상태] [--since 시각] [--limit 개수]
      최근 주문. 개수를 적지 않으면 20건. 상태는 다음 중 하나입니다:
      {statuses}.
      시각은 90m, 24h, 7d처럼 지금부터 거슬러 올라간 기간이거나, 2026-11-24 또는
      2026-11-24T09:00+09:00 같은 시각입니다. 시간대가 없으면 UTC로 봅니다.
  show <paymentId>
      주문과 결제, 보낸 메시지.
  held
      사람이 확인해야 할 결제와 그 근거: 보류된 결제와 주문 없이 들어온 결제.
  release <paymentId> [--note 메모] [--by 이름]
      보류된 결제를 그대로 받아들이고 상품을 제공합니다. 주문 없이 들어온 결제는
      확인한 것으로 표시합니다.
  redeliver <메시지 id> | <paymentId> | --dead | --unsent
      메시지를 재전송합니다. 하나만, 결제 하나의 전부, 전달을 포기한 전부, 또는 받는
      곳이 없을 때 기록된 전부.
  stock
      재고를 세는 상품이나 옵션 조합마다 카탈로그의 재고, 판매된 수, 결제되지 않은
      주문이 예약한 수, 남은 수.
  sales --csv [--tz 시간대] [--from 날짜] [--to 날짜]
      무엇을 누구에게 팔아 어디로 보내는지, 취소된 금액과 함께 엑셀용 파일로 출력합니다.
      날짜는 2026-11-24처럼 쓰며 시간대 기준의 결제일이고, 두 날짜를 모두 포함합니다.
      시간대는 Asia/Seoul처럼 쓰고, 적지 않으면 UTC입니다.
  forget <paymentId>
      보관된 구매자 정보(이름, 전화번호, 이메일, 주소, 입력한 내용)를 지웁니다.

DATABASE_URL은 서버와 같아야 합니다. --json은 프로그램이 읽을 형식으로 출력합니다.
종료 코드: 0, 할 수 없었으면 1, 명령을 알아볼 수 없으면 2.`,
  ],
  [
    `Usage: portone-checkout-database <command>

  backup --to FOLDER [--keep N]
      Copies the database into a new file of the folder, while the server runs, and
      reads the copy. The newest N backups stay there, {kept} unless told.
  move --to postgres://…
      Copies everything from SQLite into an empty PostgreSQL database. The server has
      to be stopped. Afterwards no server starts on the SQLite file any more.

DATABASE_URL is the server's, from the environment, or from .env in this folder unless
--env-file names another file.
Exit code: 0, 1 where it could not be done, 2 where the command is not understood.`,
    `사용법: portone-checkout-database <명령>

  backup --to 폴더 [--keep 개수]
      서버가 실행 중이어도 데이터베이스를 폴더의 새 파일에 복사하고, 복사본을 읽어
      확인합니다. 최근 백업만 남기며, 개수를 적지 않으면 {kept}개입니다.
  move --to postgres://…
      SQLite의 모든 내용을 빈 PostgreSQL 데이터베이스로 옮깁니다. 서버를 먼저 멈추세요.
      옮긴 뒤에는 어떤 서버도 그 SQLite 파일로 시작되지 않습니다.

DATABASE_URL은 서버와 같아야 하며, 환경 변수나 이 폴더의 .env에서 읽습니다.
--env-file로 다른 파일을 지정할 수 있습니다.
종료 코드: 0, 할 수 없었으면 1, 명령을 알아볼 수 없으면 2.`,
  ],
];
